import type { Lowering } from './scene.ts';

export const patch: Lowering = () => [];
