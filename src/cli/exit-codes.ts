import type { SoundingsErrorCode } from "../model/errors.ts";

/** Exit codes by kind of trouble; 0 is passed, 1 a regression or findings, 3 inconclusive when asked for. */
export const exitCodes: Readonly<Record<SoundingsErrorCode, number>> = { usage: 2, baseline: 4, run: 5 };

/** Exit code of a program that Ctrl-C has ended, as shells give it. */
export const killedByInterrupt = 130;

/** Exit code of a program that SIGTERM has ended, as shells give it. */
export const killedByTermination = 143;
