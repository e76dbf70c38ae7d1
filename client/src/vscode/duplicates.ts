import { type Diagnostic, Disposable, languages, Uri, workspace } from "vscode";
import { DocumentDiagnosticRequest } from "vscode-languageclient";
import type { DiagnosticProviderMiddleware, LanguageClient } from "vscode-languageclient/node";
import { setting } from "./connect.ts";

/** What others say of the same line, by our causes: hadolint's rules and the build checks of BuildKit. */
const equals: Readonly<Record<string, readonly string[]>> = {
  "copy-from-unknown-stage": ["DL3022"],
  "copy-source-ignored": ["CopyIgnoredFile"],
};

/** Leaves out what another extension shows on the same line. Quick fixes are offered all the same. */
export const withoutDuplicates: DiagnosticProviderMiddleware = {
  async provideDiagnostics(document, previousResultId, token, next) {
    const report = await next(document, previousResultId, token);
    if (report?.kind !== "full") return report;
    const uri = document instanceof Uri ? document : document.uri;
    return { ...report, items: shown(uri, report.items) };
  },
  provideWorkspaceDiagnostics(resultIds, token, resultReporter, next) {
    return next(resultIds, token, (chunk) => {
      const items = chunk?.items.map((report) =>
        report.kind === "full" ? { ...report, items: shown(report.uri, report.items) } : report,
      );
      resultReporter(chunk && items ? { ...chunk, items } : chunk);
    });
  },
};

/** Asks for ours again when what others say has changed. */
export function refreshWithOthers(client: LanguageClient): Disposable {
  const seen = new Map<string, string>();
  return Disposable.from(
    languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const key = others(uri)
          .map(({ range, code }) => `${range.start.line} ${codeOf(code)}`)
          .join("\n");
        const before = seen.get(uri.toString()) ?? "";
        seen.set(uri.toString(), key);
        if (before !== key) refresh(client, uri);
      }
    }),
  );
}

function refresh(client: LanguageClient, uri: Uri): void {
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const feature = client.getFeature(DocumentDiagnosticRequest.method);
  if (document) feature.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
}

function shown(uri: Uri, items: readonly Diagnostic[]): Diagnostic[] {
  if (!setting("hideDuplicates", true)) return [...items];
  const theirs = others(uri);
  return items.filter(({ code, range }) => {
    const equal = equals[codeOf(code)] ?? [];
    return !theirs.some(
      (other) => other.range.start.line === range.start.line && equal.includes(codeOf(other.code)),
    );
  });
}

function others(uri: Uri): Diagnostic[] {
  const known = Object.values(equals).flat();
  return languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source !== "dockwright" && known.includes(codeOf(code)));
}

function codeOf(code: Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}
