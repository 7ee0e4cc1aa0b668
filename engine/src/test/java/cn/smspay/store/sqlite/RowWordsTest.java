package cn.smspay.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.store.dialect.ColumnKind;
import cn.smspay.store.dialect.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowWordsTest {
    private final RowWords words =
            new RowWords(new Layout("seal", List.of("name", "at"), List.of(ColumnKind.TEXT, ColumnKind.NUMBER), 1));

    @Test
    void eachValueOfEachRowHasItsParameter() {
        assertEquals(
                "with want (k0) as (values (?), (?)) select t.name, t.at from want cross join seal t where t.name = want.k0",
                words.select(2));
        assertEquals("insert into seal (name, at) values (?, ?), (?, ?)", words.insert(2));
        assertEquals(words.insert(2) + " on conflict (name) do update set at = excluded.at", words.upsert(2));
        assertEquals("update seal set at = ? where name in (?, ?, ?)", words.update(new int[] {1}, 3));
        assertEquals("delete from seal where name = ?", words.delete(1));
        assertThrows(IllegalArgumentException.class, () -> words.delete(2));
    }

    @Test
    void aTableOfNothingButItsKeyKeepsTheRowThatIsThere() {
        var keysOnly = new RowWords(new Layout("seen", List.of("name"), List.of(ColumnKind.TEXT), 1));

        assertEquals("insert into seen (name) values (?) on conflict (name) do nothing", keysOnly.upsert(1));
    }
}
