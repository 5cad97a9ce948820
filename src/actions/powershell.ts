import type { Lowering } from './scene.ts';

export const powershell: Lowering = () => [];
