/**
 * Commands for the people who write dialogues: new files, texts for translators, what subscribers answered, what happened.
 *
 * <p>Start at {@link cn.smspay.app.authors.StatsCommand}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.authors;
