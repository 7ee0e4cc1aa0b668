/**
 * How people get in elsewhere than by phone, and back in when a password is lost (R 4.3): names to log in with, questions, first
 * registration on the site, proofs at the agent's desk. Knows no pages and no sessions.
 *
 * <p>Start at {@link cn.smspay.accounts.entry.Entrance}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.entry;
