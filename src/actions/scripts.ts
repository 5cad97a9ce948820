import type { Lowering } from './scene.ts';

export const python: Lowering = () => [];
export const javascript: Lowering = () => [];
