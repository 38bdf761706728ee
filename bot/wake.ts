/** Lets a loop sleep until there is work or some time has passed, whichever comes first. */
export interface Wake {
  /** Ends the running sleep, or the next one when none is running. */
  ring(): void;
  sleep(ms: number): Promise<void>;
  isSleeping(): boolean;
}

export function createWake(): Wake {
  let rung = false;
  const sleepers = new Set<() => void>();
  return {
    ring() {
      rung = true;
      for (const end of sleepers) end();
    },
    isSleeping: () => sleepers.size > 0,
    sleep(ms) {
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          sleepers.delete(end);
          rung = false;
          resolve();
        };
        const timer = setTimeout(end, ms);
        sleepers.add(end);
        if (rung) end();
      });
    },
  };
}
