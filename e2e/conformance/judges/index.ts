// Who judges which case.

import { notAsked } from "../verdict";
import { container } from "./container";
import { type Judge, content } from "./content";
import { css } from "./css";
import { fixed } from "./fixed";
import { flow } from "./flow";
import { navigation } from "./navigation";
import { packages } from "./package";
import { resources } from "./resources";
import { scripting } from "./scripting";

/** The suite's template for new cases is in its list: it opens, and asks for nothing. */
const template: Judge = async (reader) => {
  await reader.open();
  await reader.sees("Test passes if...");
  return notAsked("a template for cases, which asks nothing (it opens)");
};

export const judges: Record<string, Judge> = {
  ...content,
  ...css,
  ...fixed,
  ...flow,
  ...navigation,
  ...container,
  ...packages,
  ...resources,
  ...scripting,
  "TODO: test-id": template,
};
