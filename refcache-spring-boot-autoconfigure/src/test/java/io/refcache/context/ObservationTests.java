package io.refcache.context;

import java.util.List;
import java.util.Map;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.refcache.task.CapturedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Observations go along through the accessor that Micrometer itself registers.
 */
class ObservationTests {

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final AccessorCapture capture = new AccessorCapture(ContextRegistry.getInstance(),
			() -> List.of(new MdcAccessor(null)), List::of);

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		MDC.clear();
	}

	@Test
	void whatTheBodyObservesIsAChildOfTheCall() {
		this.observations.observationConfig().observationHandler((context) -> true);
		Observation call = Observation.start("call", this.observations);
		CapturedContext context = call.scoped(this.capture::capture);
		call.stop();
		assertThat(this.worker.call(context, this::parentOfAChild)).isSameAs(call);
		assertThat(this.worker.call(this.observations::getCurrentObservation)).isNull();
		assertThat(this.worker.call(this::parentOfAChild)).isNull();
	}

	@Test
	void observationOfTheWorkerIsHiddenAndComesBack() {
		this.observations.observationConfig().observationHandler((context) -> true);
		Observation leftover = Observation.start("leftover", this.observations);
		Observation call = Observation.start("call", this.observations);
		this.worker.call(leftover::openScope);
		CapturedContext none = this.capture.capture();
		CapturedContext some = call.scoped(this.capture::capture);
		assertThat(this.worker.call(none, this::parentOfAChild)).isNotSameAs(leftover);
		assertThat(this.worker.call(some, this::parentOfAChild)).isSameAs(call);
		assertThat(this.worker.call(this.observations::getCurrentObservation)).isSameAs(leftover);
	}

	@Test
	void whatTracingWritesIntoTheMdcIsGoneAfterwards() {
		this.observations.observationConfig().observationHandler(new Tracing());
		this.worker.run(() -> MDC.put("left", "over"));
		MDC.put("order", "1");
		Observation call = Observation.start("call", this.observations);
		CapturedContext context = call.scoped(this.capture::capture);
		assertThat(this.worker.call(context, MDC::getCopyOfContextMap)).isEqualTo(Map.of("order", "1", "span", "call"));
		assertThat(this.worker.call(MDC::getCopyOfContextMap)).isEqualTo(Map.of("left", "over"));
	}

	@Test
	void whereAHandlerFailsToOpenNoScopeStays() {
		Tracing tracing = new Tracing();
		this.observations.observationConfig().observationHandler(tracing);
		Observation leftover = Observation.start("leftover", this.observations);
		Observation call = Observation.start("call", this.observations);
		CapturedContext context = call.scoped(this.capture::capture);
		this.worker.call(leftover::openScope);
		tracing.failing = true;
		this.worker.run(() -> assertThatIllegalStateException().isThrownBy(context::open));
		assertThat(this.worker.call(this.observations::getCurrentObservation)).isSameAs(leftover);
		assertThat(this.worker.call(() -> MDC.get("span"))).isEqualTo("leftover");
	}

	private ObservationView parentOfAChild() {
		return Observation.start("child", this.observations).getContext().getParentObservation();
	}

	/** Writes the current observation into the MDC, as tracing does. */
	private static final class Tracing implements ObservationHandler<Observation.Context> {

		private volatile boolean failing;

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			if (this.failing) {
				throw new IllegalStateException("Handler failed on purpose");
			}
			context.put("previous" + Thread.currentThread().getName(), String.valueOf(MDC.get("span")));
			MDC.put("span", context.getName());
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			String previous = context.get("previous" + Thread.currentThread().getName());
			if (previous == null || previous.equals("null")) {
				MDC.remove("span");
			}
			else {
				MDC.put("span", previous);
			}
		}

	}

}
