package io.refcache.memory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.Draft;
import io.refcache.store.Operation;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceRecordBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is over is found at once, however long retentions are.
 */
class RetentionOrderTests {

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final Duration USUAL = Duration.ofSeconds(10);

	private static final long NEVER = Long.MIN_VALUE;

	private final RetentionOrder order = new RetentionOrder();

	@Test
	void retentionOfTheUsualLengthTakesOnePlace() {
		Retention first = add(1, USUAL);
		Retention equal = add(2, Duration.ofMillis(10_000));
		assertThat(this.order.places()).isEqualTo(2);
		Retention longer = add(3, USUAL.plusMillis(1));
		assertThat(this.order.places()).isEqualTo(4);

		this.order.remove(equal);
		this.order.remove(longer);
		this.order.remove(first);
		assertThat(this.order.places()).isZero();
	}

	@Test
	void longerOneHoldsBackNone() {
		add(1, USUAL.multipliedBy(9));
		Retention shorter = add(2, USUAL);
		Retention second = add(3, USUAL.multipliedBy(9));
		Retention shortest = add(4, Duration.ofMillis(1));

		assertThat(this.order.over(4, NEVER)).isNull();
		assertThat(this.order.over(5, NEVER)).isSameAs(shortest);
		this.order.remove(shortest);
		assertThat(this.order.over(10_001, NEVER)).isNull();
		assertThat(this.order.over(10_002, NEVER)).isSameAs(shorter);
		this.order.remove(shorter);
		assertThat(this.order.over(10_002, NEVER)).isNull();
		assertThat(this.order.over(10_002, 1)).isNotSameAs(second).isNotNull();
	}

	@Test
	void oldestEndedFirstWhateverItsLength() {
		add(5, USUAL);
		Retention other = add(3, Duration.ofMillis(1));
		assertThat(this.order.oldest()).isSameAs(other);
		Retention usual = add(2, USUAL);
		assertThat(this.order.oldest()).isSameAs(usual);
	}

	@Test
	void clockThatIsPutBackHidesNothing() {
		add(100_000, USUAL);
		add(100_000, USUAL.multipliedBy(2));
		Retention earlier = add(1000, USUAL);

		assertThat(this.order.over(11_000, NEVER)).isSameAs(earlier);
		assertThat(this.order.oldest()).isSameAs(earlier);
	}

	@Test
	void lengthThatCannotBeCountedIsOverWhenNobodyLives() {
		add(1, Duration.ofSeconds(Long.MAX_VALUE));

		assertThat(this.order.over(Duration.ofDays(300_000).toMillis(), NEVER)).isNull();
	}

	@Test
	void allThatIsOverIsFoundAndNothingElse() {
		Random random = new Random(42);
		Set<Retention> all = new HashSet<>();
		for (int now = 0; now < 5000; now++) {
			Duration length = random.nextBoolean() ? Duration.ofMillis(50) : Duration.ofMillis(random.nextInt(200));
			all.add(add(now - random.nextInt(30), length));
			long endedBy = (random.nextInt(50) == 0) ? now - random.nextInt(100) : NEVER;
			Retention over = this.order.over(now, endedBy);
			while (over != null) {
				assertThat(over.isOver(now) || over.hasEndedBy(endedBy)).isTrue();
				this.order.remove(over);
				assertThat(all.remove(over)).isTrue();
				over = this.order.over(now, endedBy);
			}
			for (Retention left : all) {
				assertThat(left.isOver(now) || left.hasEndedBy(endedBy)).isFalse();
			}
		}
		assertThat(all).isNotEmpty();
	}

	private Retention add(long endedAt, Duration length) {
		Draft draft = Draft.run(new RefId("test", 1, 1), OPERATION, Protection.of("public"), TaskStatus.PENDING, 1,
				"node", null);
		ReferenceRecord record = new ReferenceRecordBuilder(null, draft).status(TaskStatus.FAILED)
			.endedAt(endedAt)
			.build();
		Retention retention = new Retention(new MemoryEntry(record), record, length);
		this.order.add(retention);
		return retention;
	}

}
