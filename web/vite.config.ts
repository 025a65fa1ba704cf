import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds a running `ulam serve`. */
const server = process.env.ULAM_SERVER ?? "http://127.0.0.1:8080";

const proxy = {
  "/api": server,
  "/docs": server,
  "/health": server,
  "/ws": { target: server, ws: true },
};

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      "~": fileURLToPath(new URL("./src", import.meta.url)),
      // One module instead of thousands of small files: the development server starts at once.
      "@tabler/icons-react": "@tabler/icons-react/dist/esm/icons/index.mjs",
    },
  },
  server: { proxy },
  preview: { proxy },
  build: {
    target: "es2022",
    manifest: true,
    sourcemap: false,
    // ECharts is one lazy chunk of its own; the first load is bounded by scripts/size.mjs.
    chunkSizeWarningLimit: 900,
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
