package io.refcache.engine;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.refcache.RefCacheException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is known of classes of records.
 */
class RecordTypeTests {

	private static final Atoms ATOMS = new Atoms(1, 2L, TimeUnit.DAYS, new UUID(1, 2), Instant.EPOCH);

	@Test
	void classIsLookedAtOnce() {
		assertThat(RecordType.of(ATOMS)).isSameAs(RecordType.of(new Atoms(2, null, null, null, null)));
	}

	@Test
	void nothingIsReplacedInAtoms() {
		assertThat(RecordType.of(ATOMS).hasAtomsOnly(false)).isTrue();
		assertThat(RecordType.of(ATOMS).hasAtomsOnly(true)).isTrue();
	}

	@Test
	void textIsReplacedWhereTextsAre() {
		RecordType type = RecordType.of(new Text("text", 1));

		assertThat(type.hasAtomsOnly(false)).isTrue();
		assertThat(type.hasAtomsOnly(true)).isFalse();
		assertThat(type.isAtom(0, true)).isFalse();
		assertThat(type.isAtom(1, true)).isTrue();
	}

	@Test
	void numberOfAnyLengthIsFlatAndNoAtom() {
		RecordType type = RecordType.of(new Number(BigInteger.ONE));

		assertThat(type.hasAtomsOnly(false)).isFalse();
		assertThat(type.isFlat()).isTrue();
	}

	@Test
	void anythingMayBeInContainersAndVariables() {
		assertThat(RecordType.of(new Box<>("text")).hasAtomsOnly(false)).isFalse();
		assertThat(RecordType.of(new Box<>("text")).isFlat()).isFalse();
		assertThat(RecordType.of(new Lines(List.of())).isFlat()).isFalse();
	}

	@Test
	void fieldIsReadAsItIs() {
		assertThat(RecordType.of(new Text("text", 1)).read(new Text("text", 1), 0)).isEqualTo("text");
	}

	@Test
	void refusalOfAConstructorIsNotQuoted() {
		Text text = new Text("text", 1);

		assertThatExceptionOfType(RefCacheException.class)
			.isThrownBy(() -> RecordType.of(text).create(new Object[] { "secret", 2 }))
			.withMessage("A %s cannot be made with the values of its references: %s", Text.class.getName(),
					IllegalArgumentException.class.getName())
			.withNoCause();
	}

	record Atoms(int a, Long b, TimeUnit c, UUID d, Instant e) {

	}

	record Text(String text, int number) {

		Text {
			if (text.equals("secret")) {
				throw new IllegalArgumentException(text);
			}
		}

		@Override
		public String text() {
			return "shown " + this.text;
		}

	}

	record Number(BigInteger number) {

	}

	record Box<T>(T content) {

	}

	record Lines(List<String> lines) {

	}

}
