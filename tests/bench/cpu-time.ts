/** What the calling thread has computed since then, in ms; it does not count what it waits. */
export function cpuMsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1000;
}
