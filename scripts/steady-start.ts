/** When the pictures begin: Tuesday 3 March 2026, 09:41 UTC. The page's clock stands there while they are taken. */
export const STEADY_START = Date.UTC(2026, 2, 3, 9, 41);
