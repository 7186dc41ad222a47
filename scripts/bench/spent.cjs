// Tells on descriptor 3 what the process took, when it ends.
if (require('node:worker_threads').isMainThread)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const spent = { cpu: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 };
    require('node:fs').writeSync(3, JSON.stringify(spent));
  });
