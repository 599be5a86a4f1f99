import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';

/** Headers that say who asks and how the message is framed: a gateway's extra header may not be one of them. */
const RESERVED_HEADERS =
  /^(host|connection|keep-alive|te|trailer|upgrade|expect|content-length|content-type|transfer-encoding|authorization|adscimversion|proxy-.+)$/i;

/** Checks what a person typed as exceptions of one connection; the fingerprint comes back in Node's spelling. */
export function parseConnectionOptions(options: ConnectionOptions): Parsed<ConnectionOptions> {
  const fingerprint = options.certificateFingerprint?.trim() ? normalFingerprint(options.certificateFingerprint) : null;
  const authority = options.certificateAuthority?.trim() ? options.certificateAuthority : null;
  const problems = [
    ...(fingerprint === undefined ? [FINGERPRINT_PROBLEM] : []),
    ...authorityProblems(authority),
    ...headerProblems(options.extraHeader),
  ];
  if (problems.length > 0) return refused(...problems);
  return accepted({ ...options, certificateAuthority: authority, certificateFingerprint: fingerprint ?? null });
}

const FINGERPRINT_PROBLEM: Problem = {
  place: 'Certificate fingerprint',
  message: 'The certificate fingerprint is not 64 hexadecimal digits.',
  remedy: 'Copy the SHA-256 fingerprint, as "openssl x509 -noout -fingerprint -sha256" or a browser shows it; not the SHA-1 one.',
};

/** Takes openssl's line, either case, with or without colons. */
function normalFingerprint(text: string): string | undefined {
  const digits = text
    .slice(text.indexOf('=') + 1)
    .replace(/[\s:]/g, '')
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : undefined;
}

function authorityProblems(pem: string | null): readonly Problem[] {
  if (pem === null) return [];
  const place = 'Certificate authority';
  if (/PRIVATE KEY/.test(pem)) {
    return [
      {
        place,
        message: 'The text for the certificate authority holds a private key.',
        remedy: 'Give only the certificate, from BEGIN CERTIFICATE to END CERTIFICATE. Keep the key where it was.',
      },
    ];
  }
  try {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length > 0 && blocks.every((block) => new X509Certificate(block).fingerprint256 !== '')) return [];
  } catch {
    // Told below, as for a text without any certificate.
  }
  return [
    {
      place,
      message: 'The text for the certificate authority holds no certificate that can be read.',
      remedy: 'Paste the PEM text of the authority: it begins with -----BEGIN CERTIFICATE-----.',
    },
  ];
}

function headerProblems(header: ConnectionOptions['extraHeader']): readonly Problem[] {
  if (header === null) return [];
  const place = 'Extra header';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header.name)) {
    return [
      {
        place,
        message: 'The name of the extra header holds a character that no header name may hold.',
        remedy: 'Write the name alone, without a colon, such as X-Gateway-Key.',
      },
    ];
  }
  if (RESERVED_HEADERS.test(header.name)) {
    return [
      {
        place,
        message: `${header.name} is set by the rehearsal itself.`,
        remedy: 'Choose the header that the gateway asks for.',
      },
    ];
  }
  if (!isHeaderValue(header.value)) {
    return [
      {
        place,
        message: 'The value of the extra header holds a line break or another character that no header can carry.',
        remedy: 'Paste it again as one line.',
      },
    ];
  }
  return [];
}

/** What node:http lets into a header: visible characters, blank and tab, up to U+00FF. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
