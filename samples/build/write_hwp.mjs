// Writes an outline (JSON on standard input) as HWP 5 and HWPX: node write_hwp.mjs STEM
import fs from "fs";
import { createRequire } from "module";

const widths = (font, text) => {
  const size = Number(/([0-9.]+)px/.exec(font)?.[1] ?? 10);
  return [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e80 ? size : size / 2), 0);
};
globalThis.measureTextWidth = widths;
const core = createRequire(import.meta.url).resolve("@rhwp/core").replace(/[^/\\]*$/, "");
const rhwp = await import(core + "rhwp.js");
await rhwp.default({ module_or_path: fs.readFileSync(core + "rhwp_bg.wasm") });

const document = rhwp.HwpDocument.createEmpty();
document.createBlankDocument();
let paragraph = 0;

for (const block of JSON.parse(fs.readFileSync(0, "utf8"))) {
  if ("text" in block) {
    document.insertText(0, paragraph, 0, block.text);
    document.splitParagraph(0, paragraph, block.text.length);
    paragraph += 1;
  } else {
    const made = JSON.parse(document.createTable(0, paragraph, 0, block.rows, block.cols));
    for (const cell of block.cells) {
      const index = cell.row * block.cols + cell.col;
      cell.lines.forEach((line, i) => {
        document.insertTextInCell(0, made.paraIdx, made.controlIdx, index, i, 0, line);
        if (i + 1 < cell.lines.length) {
          document.splitParagraphInCell(0, made.paraIdx, made.controlIdx, index, i, line.length);
        }
      });
    }
    for (const [top, left, bottom, right] of block.merges) {
      document.mergeTableCells(0, made.paraIdx, made.controlIdx, top, left, bottom, right);
    }
    paragraph = document.getParagraphCount(0) - 1;
  }
}
fs.writeFileSync(`${process.argv[2]}.hwp`, document.exportHwp());
fs.writeFileSync(`${process.argv[2]}.hwpx`, document.exportHwpx());
