'use strict'
// Temporal's SDK loads this file by its path, in workers and in the bundle of workflows, and asks for CommonJS.
const { DefaultFailureConverter } = require('@temporalio/common')

/** Failures whose messages and stacks are payloads, so that the codec seals them; their class stays readable. */
class SealedFailures extends DefaultFailureConverter {
  constructor() {
    super({ encodeCommonAttributes: true })
  }

  errorToFailure(error, payloadConverter, context) {
    const failure = super.errorToFailure(error, payloadConverter, context)
    failure.message = 'sealed'
    return failure
  }
}

exports.failureConverter = new SealedFailures()
