/** express 4 brings no types; this is all the interop test uses of it. */
declare module 'express' {
  import type { RequestListener } from 'node:http';

  namespace express {
    interface Request {
      header(name: string): string | undefined;
    }
    interface Router {
      readonly stack: readonly unknown[];
    }
  }
  function express(): RequestListener & { use(path: string, router: express.Router): void };
  export = express;
}
