import type { Lowering } from './scene.ts';

export const shell: Lowering = () => [];
