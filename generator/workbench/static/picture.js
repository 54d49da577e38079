// A page as pixels of our own: those of an <img> browsers keep until half a gigabyte is full, those of a canvas until
// they are let go.
import { address } from "./net.js";

// The picture at that place, or nothing where it has not come or is waited for no longer.
export async function painted(what, signal) {
  try {
    const answer = await fetch(address(what), { signal });
    if (!answer.ok) return null;
    const bitmap = await createImageBitmap(await answer.blob());
    if (signal.aborted) return bitmap.close();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    canvas.getContext("bitmaprenderer").transferFromImageBitmap(bitmap);
    return canvas;
  } catch {
    return null;
  }
}

export function letGo(root) {
  for (const canvas of root.querySelectorAll("canvas")) {
    canvas.remove();
    canvas.width = 0;
  }
}
