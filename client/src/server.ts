import type {
  CheckParams,
  CheckResult,
  DiagnoseParams,
  Diagnosis,
  Service,
  ServicesParams,
  Stage,
} from "../../server/src/protocol.ts";

/** What a client asks of the language server beside LSP, however it is connected to it. */
export interface Server {
  check(params: CheckParams): Promise<CheckResult>;
  diagnose(params: DiagnoseParams): Promise<Diagnosis>;
  services(params: ServicesParams): Promise<readonly Service[]>;
  stages(params: ServicesParams): Promise<readonly Stage[]>;
}
