// as libs/features/runs/a.ts breaks no-restricted-syntax
import { NotFoundException } from '@nestjs/common';

export const refusal = NotFoundException;
