package io.refcache.memory;

import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.Change;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Progress is read with the state that it belongs to, however often, and costs no more
 * for those who read it again.
 */
class MemoryReferenceStoreProgressTests {

	private static final RefId ID = new RefId("test", 1, 1);

	private static final TaskProgress THREE = TaskProgress.of(3, 10, "reading");

	private final MemoryReferenceStore store = new MemoryReferenceStore(new ManualClock(), new MemoryLimits(10, 10));

	MemoryReferenceStoreProgressTests() {
		this.store.claim(null, Draft.run(ID, new Operation("op", "java.lang.String", true), Protection.of("public"),
				TaskStatus.PROCESSING, 7, "node", null), null);
		this.store.progress(ID, 7, THREE);
	}

	@Test
	void whoReadsTheSameAgainAndAgainGetsTheSameRecord() {
		read();
		assertThat(read()).isSameAs(read());
		assertThat(read().progress()).isEqualTo(THREE);
	}

	@Test
	void laterProgressIsRead() {
		read();
		TaskProgress four = TaskProgress.of(4, 10, "reading");
		read();
		this.store.progress(ID, 7, four);
		assertThat(read().progress()).isEqualTo(four);
	}

	@Test
	void laterStateIsReadWithIt() {
		read();
		assertThat(read().published()).isFalse();
		this.store.update(ID, Guard.unended(), Change.publishing());
		assertThat(read().published()).isTrue();
		assertThat(read().progress()).isEqualTo(THREE);
	}

	@Test
	void whatARunReportedIsForgottenWithIt() {
		ReferenceRecord running = read();
		MemoryEntry entry = new MemoryEntry(running);
		entry.report(7, THREE);

		entry.forgetReport(6);
		assertThat(entry.progressOf(running)).isEqualTo(THREE);
		entry.forgetReport(7);
		assertThat(entry.progressOf(running)).isNull();
	}

	private ReferenceRecord read() {
		ReferenceRecord record = this.store.find(ID, Part.HEAD);
		assertThat(record).isNotNull();
		return record;
	}

}
