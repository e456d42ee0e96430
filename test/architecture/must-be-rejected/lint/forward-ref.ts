// as apps/worker/src/a.ts breaks no-restricted-syntax
import { forwardRef } from '@nestjs/common';

export const hidden = forwardRef(() => String);
