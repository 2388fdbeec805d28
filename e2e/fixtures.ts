// What every journey starts from: a library that is open. One server for each worker.

import { test as base } from "@playwright/test";

import { Gateway } from "./gateway";

export const test = base.extend<object, { gateway: Gateway }>({
  gateway: [
    async ({}, use) => {
      const gateway = new Gateway();
      await gateway.start();
      await use(gateway);
      await gateway.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ gateway }, use) => use(gateway.url),
});

export { expect } from "@playwright/test";
