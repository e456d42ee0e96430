import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import multer from 'multer';
import { carriesCsrf, formExpired } from '../access/session.js';
import { problemOf, ProblemException } from './problem.js';

/**
 * Reads a multipart form with one file (field `file`) before the route. The file goes to disk under a name of our own and is
 * removed when the answer is out. Nothing is read for those who may not upload, and nothing stored unless the form's token
 * came before the file.
 */
export function formFile(
  maxBytes: number,
  mayUpload: (request: Request) => Promise<boolean>,
  folder: string = tmpdir(),
): RequestHandler {
  const storage = multer.diskStorage({
    destination: folder,
    filename: (_request, _file, done) => {
      done(null, `leader-match-form-${randomUUID()}`);
    },
  });
  const limits = { fileSize: maxBytes, files: 1, fields: 20, fieldSize: 10_000 };
  const fileFilter: multer.Options['fileFilter'] = (request, _file, done) => {
    if (carriesCsrf(request)) done(null, true);
    else done(formExpired(request));
  };
  const receive = multer({ storage, limits, fileFilter }).single('file');
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (typeof request.is('multipart/form-data') !== 'string' || !(await mayUpload(request))) {
      next();
      return;
    }
    response.once('close', () => {
      // Of a form that broke off after its file, multer has removed the file and its path.
      const { path } = (request.file ?? {}) as { readonly path?: string };
      if (path !== undefined) void rm(path, { force: true });
    });
    void receive(request, response, (fault: unknown) => {
      next(isUnreadable(fault) ? refusal(fault, maxBytes) : fault);
    });
  };
}

/** A limit that was passed, or a form that breaks off or is none. Faults of the disk carry a code of the system. */
function isUnreadable(fault: unknown): fault is Error {
  if (fault instanceof multer.MulterError) return true;
  return fault instanceof Error && !(fault instanceof ProblemException) && !('code' in fault);
}

function refusal(fault: Error, maxBytes: number): ProblemException {
  if (!(fault instanceof multer.MulterError) || fault.code !== 'LIMIT_FILE_SIZE') {
    return new ProblemException(
      problemOf(400, 'form-not-readable', 'The form could not be read. Try again.'),
    );
  }
  const megabytes = String(Math.floor(maxBytes / (1024 * 1024)));
  return new ProblemException(problemOf(413, 'file-too-large', `The file is larger than ${megabytes} MB.`));
}
