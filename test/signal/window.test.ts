import { test } from "node:test";
import { hannWindow } from "../../src/signal/window.ts";
import { assertClose } from "../support/assert-close.ts";

test('as scipy.signal.get_window("hann", 8) (scipy 1.17.1): periodic, not symmetric', () => {
  const expected = [
    0, 0.14644660940672624, 0.5, 0.8535533905932737, 1, 0.8535533905932737, 0.5, 0.14644660940672624,
  ];
  hannWindow(8).forEach((value, index) => {
    assertClose(value, expected[index], { absolute: 1e-15 });
  });
});
