/** User settings for a VS Code that shows the folder and the extension, and nothing by itself. */
export function quietSettings(trust) {
  return {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    "workbench.welcomePage.walkthroughs.openOnInstall": false,
    "workbench.enableExperiments": false,
    "workbench.reduceMotion": "on",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": true,
    "chat.commandCenter.enabled": false,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": false,
    "extensions.autoCheckUpdates": false,
    "extensions.ignoreRecommendations": true,
    "typescript.disableAutomaticTypeAcquisition": true,
    "git.openRepositoryInParentFolders": "never",
    // On in the browser otherwise: files would change on the disk by themselves.
    "files.autoSave": "off",
    "window.dialogStyle": "custom",
    "window.confirmBeforeClose": "never",
    "files.simpleDialog.enable": true,
    "editor.accessibilitySupport": "off",
    "security.workspace.trust.enabled": trust === "enabled",
    // Restricted Mode from the start; a test that wants to trust the folder says so by hand.
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.untrustedFiles": "open",
  };
}
