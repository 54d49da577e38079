// What stays near the view for a moment is drawn; what leaves again is not, so that nobody waits for what flew past.
const REST = 70; // milliseconds

export function whileNear(root, margin, come, leave) {
  return new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(target.soon);
        target.isNear = isIntersecting;
        if (isIntersecting) target.soon = setTimeout(() => come(target), REST);
        else leave(target);
      }
    },
    { root, rootMargin: margin },
  );
}
