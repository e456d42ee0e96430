// as libs/features/runs/a.ts breaks no-restricted-syntax
import { Scope } from '@nestjs/common';

export const scope = Scope.REQUEST;
