import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** A program for Node or the preload: everything is bundled but `electron` and Node's own modules. */
function program(entry: string, folder: string, format: 'es' | 'cjs', target: string): EnvironmentOptions {
  const [name] = entry.split('/').at(-1)?.split('.') ?? [];
  const extension = format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron'] },
    build: {
      outDir: resolve(root, 'out', folder),
      emptyOutDir: true,
      target,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: resolve(root, entry),
        external: ['electron'],
        platform: 'node',
        output: { format, entryFileNames: `${name}.${extension}`, chunkFileNames: `[name]-[hash].${extension}` },
      },
    },
  };
}

export default defineConfig({
  root: resolve(root, 'renderer'),
  base: './',
  plugins: [react()],
  environments: {
    // Loaded from this machine: one chunk is faster than many, so its size is no warning.
    client: {
      build: { outDir: resolve(root, 'out/renderer'), emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 4000 },
    },
    main: program('electron/main/main.ts', 'main', 'es', 'node24'),
    preload: program('electron/preload/preload.ts', 'preload', 'cjs', 'chrome140'),
    cli: program('cli/rehearse.ts', 'cli', 'es', 'node24'),
    // A thread of the other two programs: a scenario that somebody runs from the window.
    worker: program('harness/session/scenario-worker.ts', 'worker', 'es', 'node24'),
  },
  builder: {
    buildApp: async (builder) => {
      await Promise.all(
        Object.values(builder.environments)
          .filter(({ name }) => name !== 'ssr')
          .map((environment) => builder.build(environment)),
      );
    },
  },
  test: {
    root,
    reporters: ['default', ['json', { outputFile: 'out/test-results.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What takes a second alone takes many beside a busy machine's other work; how long things take is the benchmarks' to say.
          testTimeout: 30_000,
          // Plain Node must never load the real package: where the binary is absent, that import downloads it.
          alias: { electron: resolve(root, 'tests/electron-double/electron.ts') },
          include: [
            '{shared,server,harness,electron,renderer,cli,scripts}/**/*.test.ts?(x)',
            'tests/{architecture,golden,laws,property,fixtures,scenario,docs}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'kills',
          // Real processes that are killed, servers nobody here wrote, and random tenants over many seeds.
          include: ['tests/{kills,interop,simulation}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
