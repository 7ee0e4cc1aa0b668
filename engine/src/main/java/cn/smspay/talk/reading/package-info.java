/**
 * {@code dialogs/} and {@code ivr-scripts/} from files to values: every fault with file and line, lint, schemas.
 *
 * <p>Start at {@link cn.smspay.talk.reading.DialogReader}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.talk.reading;
