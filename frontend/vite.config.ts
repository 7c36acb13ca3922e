import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Relative addresses, so that the desk works under any path; no file is inlined, so that the strict
// Content-Security-Policy holds; names without hashes, so that a rebuild shows as a change of files.
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  publicDir: "public",
  build: {
    outDir: "../src/dateline/web/static",
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/basemap.pmtiles": "http://127.0.0.1:8080" } },
});
