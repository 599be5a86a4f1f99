import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';

/**
 * Origins as a browser names them (RFC 6454 §6.2): scheme, host, and a port that is not the scheme's own. Blanks and a last slash are
 * mended, each origin stands once.
 */
export function readOrigins(given: readonly string[]): Parsed<readonly string[]> {
  const problems: Problem[] = [];
  const origins = given.flatMap((text) => {
    const origin = originOf(text.trim());
    if (origin !== undefined) return [origin];
    problems.push({
      place: 'Allowed origins',
      message: `"${text}" is no origin of a web page.`,
      remedy:
        'Give http:// or https://, the host, and a port where there is one: https://console.example.test. No path, no password.',
    });
    return [];
  });
  return problems.length > 0 ? refused(...problems) : accepted([...new Set(origins)]);
}

function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare && !/[?#]$/.test(text) ? url.origin : undefined;
}
