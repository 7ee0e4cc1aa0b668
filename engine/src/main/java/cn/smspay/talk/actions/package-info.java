/**
 * What dialogues can have done: one file per action, with its name, what it needs, every way in which it can end, and the
 * doing, which is one call of {@code accounts}. A new one is a new file and a line in {@link
 * cn.smspay.talk.actions.ServiceCatalogue}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.talk.actions;
