/** Bytes that a process has read. */
export interface ReadBytes {
  /** Asked for of files, pipes and sockets, those included that were in memory already. */
  readonly requestedBytes: number;
  /** Read from a disk: what was in the system's page cache is not among them. */
  readonly deviceBytes: number;
}

/** How fast a disk can be read, and who says so. */
export interface DiskRate {
  readonly bytesPerSecond: number;
  /** `stated` on the command line, or `measured` after the run by reading past the page cache. */
  readonly source: "stated" | "measured";
}

/** What the steady part of a run has read. */
export interface DiskUse extends ReadBytes {
  /** Null where nobody says, or too little was read to be worth measuring: then there is no bound of the disk. */
  readonly rate: DiskRate | null;
}
