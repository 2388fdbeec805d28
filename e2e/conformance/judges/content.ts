// Content documents: XHTML, SVG, MathML, fonts.

import { isGreen, isRed } from "../pixels";
import type { Reader } from "../reader";
import { must } from "../verdict";

export type Judge = (reader: Reader) => Promise<string>;

/** The element is set in a font that came with the book, and text beside it is not. */
export async function setInOwnFont(reader: Reader, selector: string, beside: string): Promise<string> {
  const fonts = await reader.fontsOf(selector);
  const names = fonts.map(({ familyName, glyphCount }) => `${familyName} (${glyphCount})`).join(", ");
  const own = fonts.find((font) => font.isCustomFont && font.glyphCount > 10);
  must(own, `${selector} is set in ${names}, none of it a font of the book`);
  const others = await reader.fontsOf(beside);
  must(!others.some((font) => font.isCustomFont), `${beside} is set in a font of the book too`);
  return `set in ${names}`;
}

const withFont =
  (selector: string): Judge =>
  async (reader) => {
    await reader.open();
    await reader.sees("unusual font");
    return setInOwnFont(reader, selector, "body > p");
  };

async function mathml(reader: Reader): Promise<string> {
  await reader.open();
  await reader.sees("math equation appears");
  const equation = await reader.ask(([inside]) => {
    const math = inside.querySelector("math");
    const [base] = inside.querySelectorAll("msup > :first-child");
    const [power] = inside.querySelectorAll("msup > :last-child");
    const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
    if (!math || !base || !power) return null;
    const [whole, low, high] = [math, base, power].map((element) => element.getBoundingClientRect());
    // Parentheses: drawn from `mfenced`, or as operators of their own.
    const drawn = [...inside.querySelectorAll("msup mo")].filter((operator) => /[()]/.test(operator.textContent));
    const letters = [...base.querySelectorAll("mi")].map((letter) => letter.getBoundingClientRect());
    return {
      width: whole.width,
      height: whole.height,
      raised: low.bottom - high.bottom,
      beside: high.left - low.right,
      smaller: size(base) / size(power),
      fence: Math.min(...letters.map((letter) => letter.left)) - low.left,
      operators: drawn.filter((operator) => operator.getBoundingClientRect().width > 1).length,
    };
  }, undefined);
  must(equation, "there is no math element on the page");
  must(equation.width > 30 && equation.height > 10, "the equation takes no room");
  must(equation.raised > 2 && equation.smaller > 1.2, "the exponent is not raised and smaller");
  const fenced = equation.operators === 2 || equation.fence > 2;
  must(fenced, "the parentheses of (a + b) are missing: the equation says x = a + b², which is another one");
  return `the exponent is raised by ${Math.round(equation.raised)} px, the sum stands in parentheses`;
}

async function svgEmbedded(reader: Reader): Promise<string> {
  await reader.open();
  const picture = await reader.picture(await reader.boxOf("svg"));
  const red = picture.share(isRed);
  must(red > 0.04 && red < 0.6, `${Math.round(red * 100)} % of the picture is red; the drawing is an outline`);
  return `${Math.round(red * 100)} % of ${picture.width}x${picture.height} px painted red`;
}

async function svgStyled(reader: Reader): Promise<string> {
  await reader.open();
  const { fill } = await reader.style("svg .fil0", ["fill"]);
  must(fill.includes("#star"), `the drawing is filled with ${fill}`);
  const picture = await reader.picture(await reader.boxOf("svg"));
  const green = picture.share(isGreen);
  const black = picture.share(([red, greenish, blue]) => red + greenish + blue < 60);
  must(green > 0.01, `only ${(green * 100).toFixed(2)} % of the picture is green`);
  must(black < 0.01, "the drawing is filled with black");
  return `filled with the pattern: ${Math.round(green * 100)} % green`;
}

async function xhtml(reader: Reader): Promise<string> {
  await reader.open();
  return `seen: ${await reader.sees("Test passes if you see this.")}`;
}

export const content: Record<string, Judge> = {
  "cnt-css-fonts_ot": withFont(".font-opentype"),
  "cnt-css-fonts_woff": withFont(".font-woff"),
  "cnt-mathml-support": mathml,
  "cnt-svg-css-inclusion": svgStyled,
  "cnt-svg-embedded": svgEmbedded,
  "cnt-xhtml-support": xhtml,
};
