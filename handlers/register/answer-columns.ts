/** The answers of `/dangky` as columns of a registration, and back again. */
import type { Values } from '../../bot/dialog.ts';
import type { Registration, RegistrationFile } from '../../prisma/generated/client.ts';
import type { Answers } from './dialog.ts';
import { sameKey } from './same-product.ts';

export function answerColumns(answers: Answers) {
  return {
    isHelpRequest: answers.kind === 'unregistered',
    producerKind: answers.kind,
    producerName: answers.producerName,
    representative: answers.representative,
    phone: answers.phone,
    communeCode: answers.commune,
    productName: answers.productName,
    description: answers.description,
    sameKey: sameKey(answers.producerName, answers.productName),
    productGroup: answers.group?.group ?? null,
    criteriaSet: answers.group?.set ?? answers.set ?? null,
    localMaterial: answers.localMaterial ?? null,
    localLabour: answers.localLabour ?? null,
    outputAndPrice: answers.outputAndPrice ?? null,
    papers: answers.papers,
  };
}

/** The dialog's values as they were told; what was never told is left out, so that it is asked where it now applies. */
export function answersOf(registration: Registration, files: readonly RegistrationFile[]): Values {
  const { isHelpRequest, productGroup, outputAndPrice } = registration;
  return {
    kind: registration.producerKind,
    producerName: registration.producerName,
    representative: registration.representative,
    phone: registration.phone,
    commune: registration.communeCode,
    productName: registration.productName,
    description: registration.description,
    ...(isHelpRequest
      ? { help: true }
      : {
          localMaterial: registration.localMaterial,
          localLabour: registration.localLabour,
          papers: registration.papers,
          photos: files
            .filter(({ item }) => item === 'photo')
            .map(({ hash, name, mime, bytes }) => ({ hash, name, mime, bytes })),
          ...(productGroup !== null && { group: { group: productGroup, set: registration.criteriaSet } }),
          ...(outputAndPrice !== null && { outputAndPrice }),
        }),
  };
}
