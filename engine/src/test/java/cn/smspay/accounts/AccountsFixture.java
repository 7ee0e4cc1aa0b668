package cn.smspay.accounts;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world per test, whose books are proven after it. */
public abstract class AccountsFixture {
    public static final String ALICE = "13800000001";
    public static final String BOB = "13900000002";

    @TempDir
    public Path folder;

    public World world;
    public Accounts accounts;

    @BeforeEach
    public void create() {
        world = new World(folder, settings());
        accounts = world.accounts;
    }

    public AccountSettings settings() {
        return AccountSettings.defaults();
    }

    @AfterEach
    public void close() {
        world.close();
    }

    public boolean holds(SubscriptionId who, String guard) {
        return world.in(tx -> accounts.facts().holds(tx, who, guard, world.clock.instant()));
    }

    /** The reason in an {@code Answer} or an {@code Optional<Refusal>}; null if nothing was refused. */
    public static @Nullable Reason reason(Object answer) {
        if (answer instanceof Optional<?> refusal) {
            return refusal.map(Refusal.class::cast).map(Refusal::reason).orElse(null);
        }
        return ((Answer<?>) answer).<@Nullable Reason>fold(done -> null, Refusal::reason);
    }

    public static Refusal refusal(Answer<?> answer) {
        return answer.fold(
                done -> {
                    throw new AssertionError(done);
                },
                refusal -> refusal);
    }

    public static <T> T done(Answer<T> answer) {
        return answer.fold(value -> value, refusal -> {
            throw new AssertionError(refusal);
        });
    }
}
