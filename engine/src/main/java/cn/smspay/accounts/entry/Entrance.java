package cn.smspay.accounts.entry;

/** The parts of this room, put together. Thread-safe; what takes a transaction runs in its thread. */
public final class Entrance {
    private final Aliases aliases = new Aliases();
    private final SecurityAnswers answers;
    private final Registrations registrations;
    private final Logins logins;
    private final OwnPasswords passwords;
    private final ProvenResets resets;
    private final SiteActs acts;

    /** @param agreement the version of the customer agreement that holds */
    public Entrance(EntryParts parts, String agreement) {
        answers = new SecurityAnswers(parts.vault());
        registrations = new Registrations(parts, aliases, answers, agreement);
        logins = new Logins(parts, aliases);
        passwords = new OwnPasswords(parts, answers);
        resets = new ProvenResets(parts, answers);
        acts = new SiteActs(parts);
    }

    public Aliases aliases() {
        return aliases;
    }

    public SecurityAnswers answers() {
        return answers;
    }

    public Registrations registrations() {
        return registrations;
    }

    public Logins logins() {
        return logins;
    }

    public OwnPasswords passwords() {
        return passwords;
    }

    public SiteActs acts() {
        return acts;
    }

    public ProvenResets resets() {
        return resets;
    }
}
