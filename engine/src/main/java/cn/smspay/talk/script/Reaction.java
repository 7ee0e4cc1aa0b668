package cn.smspay.talk.script;

import java.util.List;

/**
 * What follows an outcome.
 *
 * @param say said on the channel of the conversation
 * @param sms sent by short message from a call
 * @param go where it goes if no branch is taken
 * @param branches other steps to go on with: the first whose guards hold
 */
public record Reaction(List<ReplyTemplate> say, List<ReplyTemplate> sms, Go go, List<Branch> branches, int line) {
    /** A step to go on with if these guards hold. */
    public record Branch(List<Guard> when, String step, int line) {}
}
