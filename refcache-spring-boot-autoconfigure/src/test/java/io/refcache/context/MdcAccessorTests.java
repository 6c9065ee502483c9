package io.refcache.context;

import java.util.List;
import java.util.Map;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.refcache.task.CapturedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class MdcAccessorTests {

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		MDC.clear();
	}

	@Test
	void allEntriesReplaceThoseOfTheWorker() {
		MDC.put("order", "1");
		MDC.put("user", "ann");
		this.worker.run(() -> MDC.put("left", "over"));
		assertThat(seenBy(capture(null))).isEqualTo(Map.of("order", "1", "user", "ann"));
		assertThat(this.worker.call(MDC::getCopyOfContextMap)).isEqualTo(Map.of("left", "over"));
	}

	@Test
	void entriesAreThoseOfTheTimeOfTheCall() {
		MDC.put("order", "1");
		CapturedContext context = capture(null);
		MDC.put("order", "2");
		assertThat(seenBy(context)).isEqualTo(Map.of("order", "1"));
	}

	@Test
	void emptiedMdcIsNothing() {
		MDC.put("order", "1");
		MDC.remove("order");
		assertThat(new MdcAccessor(null).getValue()).isNull();
	}

	@Test
	void onlySomeKeysAreCarriedAndTheOthersOfTheWorkerStay() {
		MDC.put("order", "1");
		MDC.put("secret", "x");
		this.worker.run(() -> {
			MDC.put("pool", "p");
			MDC.put("user", "left over");
		});
		assertThat(seenBy(capture(List.of("order", "user")))).isEqualTo(Map.of("order", "1", "pool", "p"));
		assertThat(this.worker.call(MDC::getCopyOfContextMap)).isEqualTo(Map.of("pool", "p", "user", "left over"));
	}

	@Test
	void leftoverOfSomeKeysIsHiddenFromCallersWithoutAnyOfThem() {
		this.worker.run(() -> {
			MDC.put("pool", "p");
			MDC.put("user", "left over");
		});
		assertThat(seenBy(capture(List.of("order", "user")))).isEqualTo(Map.of("pool", "p"));
		assertThat(this.worker.call(MDC::getCopyOfContextMap)).isEqualTo(Map.of("pool", "p", "user", "left over"));
	}

	@Test
	void withoutKeysNothingIsCarriedEvenIfAnotherAccessorWould() {
		MDC.put("order", "1");
		this.worker.run(() -> MDC.put("pool", "p"));
		assertThat(seenBy(capture(List.of()))).isEqualTo(Map.of("pool", "p"));
	}

	private static CapturedContext capture(List<String> keys) {
		ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
		return new AccessorCapture(registry, () -> List.of(new MdcAccessor(keys)), List::of).capture();
	}

	private Map<String, String> seenBy(CapturedContext context) {
		return this.worker.call(context, MDC::getCopyOfContextMap);
	}

}
