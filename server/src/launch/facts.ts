/** What is known about one path, without following a link that stands there: lstat(2). */
export type Fact =
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly why?: string }
  | { readonly kind: "symlink"; readonly target: string }
  | ({ readonly kind: "directory" } & Ownership)
  /** A device, socket or pipe. */
  | ({ readonly kind: "special" } & Ownership)
  | ({ readonly kind: "file"; readonly size?: number; readonly head?: Head } & Ownership);

export interface Ownership {
  /** The permission bits only (0o7777), where they are known. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** What the first bytes of a file are to execve(2); see binfmt_script.c and binfmt_elf.c in Linux. */
export type Head =
  | {
      readonly kind: "script";
      /** As the kernel reads it: a trailing carriage return belongs to the name. */
      readonly interpreter: string;
      /** Everything after the interpreter, as one word. */
      readonly argument?: string;
      /** The first line ends in CR LF. */
      readonly crlf: boolean;
    }
  | {
      readonly kind: "elf";
      /**
       * As `GOARCH` names it: amd64, arm64, arm, 386, riscv64, ppc64le, s390x; else the number. Undefined
       * for a program that is still to be built: it is that of whoever builds.
       */
      readonly machine?: string;
      /** PT_INTERP; absent in static programs. */
      readonly loader?: string;
      /** The loader stands beyond the bytes that were read. */
      readonly incomplete?: boolean;
      /** What it is linked to, of a program that is still to be built. */
      readonly libc?: LinkedLibc;
    }
  | { readonly kind: "other"; readonly what: OtherHead; readonly line?: string };

/** The C library that a program is linked to when it is built. */
export interface LinkedLibc {
  readonly name: "glibc" | "musl";
  /** The newest symbols of it that the program surely uses: "2.34". */
  readonly needs?: string;
  /** And those that it may use, if it does what most programs of its kind do. */
  readonly mayNeed?: string;
}

/** Why execve(2) answers ENOEXEC. */
export type OtherHead =
  | "empty"
  | "byte-order-mark"
  | "utf-16"
  | "blank-before-shebang"
  | "text"
  | "git-lfs-pointer"
  | "html"
  | "mach-o"
  | "pe"
  | "binary";

/** As many bytes of a file as `readHead` wants to see. */
export const headBytes = 4096;
