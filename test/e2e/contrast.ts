import type { FrameLocator } from "playwright-core";

/**
 * Texts of a page that are hard to read on what lies behind them, with their contrast: less than 4.5 to 1
 * (WCAG 2, 1.4.3), or less than 3 to 1 for signs that stand beside words.
 */
export async function hardToRead(page: FrameLocator): Promise<string[]> {
  return page.locator("body").evaluate(`(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    // Any notation of a colour, over what lies below.
    const over = (below, colour) => {
      canvas.fillStyle = "rgb(" + below.join(" ") + ")";
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const behind = (element) => element
      ? over(behind(element.parentElement), getComputedStyle(element).backgroundColor)
      : [255, 255, 255];
    const light = (rgb) => rgb
      .map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = (one, other) => {
      const [less, more] = [light(one), light(other)].sort((a, b) => a - b);
      return (more + 0.05) / (less + 0.05);
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.checkVisibility())
      .filter(({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .flatMap((element) => {
        const back = behind(element);
        const ratio = contrast(over(back, getComputedStyle(element).color), back);
        const least = element.matches(".sign") ? 3 : 4.5;
        return ratio < least ? [element.innerText.slice(0, 40) + ": " + ratio.toFixed(1)] : [];
      });
  })()`);
}
