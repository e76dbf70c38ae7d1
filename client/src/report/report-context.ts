/** What a report has to be told beside the diagnosis. */
export interface ReportContext {
  /** How the reader calls a file: its path from the folder that is open. */
  readonly fileName: (uri: string) => string;
}
