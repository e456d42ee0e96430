import { HttpStatus, ParseUUIDPipe } from '@nestjs/common';

/** An id in the address of a page. What is none leads nowhere, as one that nobody has. */
export class PageId extends ParseUUIDPipe {
  constructor() {
    super({ errorHttpStatusCode: HttpStatus.NOT_FOUND });
  }
}
