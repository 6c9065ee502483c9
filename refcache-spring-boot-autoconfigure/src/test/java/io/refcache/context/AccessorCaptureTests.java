package io.refcache.context;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.refcache.task.CapturedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestAttributesThreadLocalAccessor;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class AccessorCaptureTests {

	private final ContextRegistry registry = new ContextRegistry();

	private final List<ThreadLocalAccessor<?>> own = new ArrayList<>();

	private final List<ThreadLocalAccessor<?>> beans = new ArrayList<>();

	private final AccessorCapture capture = new AccessorCapture(this.registry, () -> this.own, () -> this.beans);

	private final PlainAccessor tenant = new PlainAccessor("tenant");

	private final PlainAccessor user = new PlainAccessor("user");

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void valueIsOnTheOtherThreadWhileTheContextIsOpen() {
		register(this.tenant);
		this.tenant.set("acme");
		CapturedContext context = this.capture.capture();
		this.tenant.set("other");
		assertThat(this.worker.call(context, this.tenant::get)).isEqualTo("acme");
		assertThat(this.worker.call(this.tenant::get)).isNull();
		assertThat(this.tenant.get()).isEqualTo("other");
	}

	@Test
	void leftoverOfTheWorkerIsReplacedAndComesBack() {
		register(this.tenant);
		this.worker.run(() -> this.tenant.set("leftover"));
		this.tenant.set("acme");
		assertThat(this.worker.call(this.capture.capture(), this.tenant::get)).isEqualTo("acme");
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
	}

	@Test
	void leftoverOfTheWorkerIsHiddenWhereTheCallerHasNothing() {
		register(this.tenant, this.user);
		this.worker.run(() -> this.tenant.set("leftover"));
		this.user.set("bob");
		assertThat(this.worker.call(this.capture.capture(), this.tenant::get)).isNull();
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
	}

	@Test
	void leftoverOfTheWorkerIsHiddenFromCallersWithoutAnything() {
		register(this.tenant);
		this.worker.run(() -> this.tenant.set("leftover"));
		assertThat(this.worker.call(this.capture.capture(), this.tenant::get)).isNull();
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
	}

	@Test
	void whatTheBodyLeavesIsRemoved() {
		register(this.tenant, this.user);
		this.user.set("bob");
		this.worker.call(this.capture.capture(), () -> {
			this.tenant.set("left");
			this.user.set("left");
			return null;
		});
		assertThat(this.worker.call(this.tenant::get)).isNull();
		assertThat(this.worker.call(this.user::get)).isNull();
	}

	@Test
	void nothingSetIsOneContextForAllCalls() {
		register(this.tenant);
		assertThat(this.capture.capture()).isSameAs(this.capture.capture()).isNotSameAs(CapturedContext.EMPTY);
		this.tenant.set("acme");
		assertThat(this.capture.capture()).isNotSameAs(this.capture.capture());
	}

	@Test
	void nothingToCarryIsTheEmptyContext() {
		assertThat(this.capture.capture()).isSameAs(CapturedContext.EMPTY);
	}

	@Test
	void contextIsOpenOnTwoThreadsAtOnceAndAgainLater() {
		register(this.tenant);
		this.tenant.set("acme");
		CapturedContext context = this.capture.capture();
		CyclicBarrier bothOpen = new CyclicBarrier(2);
		try (Worker other = new Worker()) {
			Future<String> first = this.worker.submit(context, () -> meet(bothOpen, "first"));
			Future<String> second = other.submit(context, () -> meet(bothOpen, "second"));
			assertThat(Worker.get(first)).isEqualTo("acme, first");
			assertThat(Worker.get(second)).isEqualTo("acme, second");
			assertThat(other.call(this.tenant::get)).isNull();
		}
		assertThat(this.worker.call(this.tenant::get)).isNull();
		assertThat(this.worker.call(context, this.tenant::get)).isEqualTo("acme");
	}

	@Test
	void contextOpensOnTheThreadThatItWasTakenFrom() {
		register(this.tenant);
		this.tenant.set("acme");
		CapturedContext.Scope scope = this.capture.capture().open();
		assertThat(this.tenant.get()).isEqualTo("acme");
		this.tenant.set("changed");
		scope.close();
		assertThat(this.tenant.get()).isEqualTo("acme");
	}

	@Test
	void accessorsThatAreRegisteredLaterCount() {
		register(this.tenant);
		CapturedContext early = this.capture.capture();
		register(this.user);
		this.user.set("bob");
		assertThat(this.worker.call(this.capture.capture(), this.user::get)).isEqualTo("bob");
		assertThat(this.worker.call(early, this.user::get)).isNull();
		this.registry.removeThreadLocalAccessor("user");
		assertThat(this.worker.call(this.capture.capture(), this.user::get)).isNull();
	}

	@Test
	void accessorsThatAreReplacedLaterCount() {
		register(this.tenant);
		this.capture.capture();
		PlainAccessor newer = new PlainAccessor("tenant");
		register(newer);
		newer.set("acme");
		assertThat(this.worker.call(this.capture.capture(), newer::get)).isEqualTo("acme");
	}

	@Test
	void ofOneKeyABeanComesBeforeOursAndOursBeforeARegisteredOne() {
		PlainAccessor ours = new PlainAccessor("tenant");
		PlainAccessor bean = new PlainAccessor("tenant");
		register(this.tenant);
		this.own.add(ours);
		List.of(this.tenant, ours, bean).forEach((accessor) -> accessor.set("acme"));
		assertThat(this.worker.call(this.capture.capture(), () -> only(this.tenant, ours, bean))).isEqualTo(1);
		this.beans.add(bean);
		register(this.user);
		assertThat(this.worker.call(this.capture.capture(), () -> only(this.tenant, ours, bean))).isEqualTo(2);
	}

	@Test
	void beansAreNotAskedForBeforeTheFirstCall() {
		List<String> asked = new ArrayList<>();
		AccessorCapture late = new AccessorCapture(this.registry, () -> this.own, () -> {
			asked.add("beans");
			return this.beans;
		});
		assertThat(asked).isEmpty();
		late.capture();
		late.capture();
		assertThat(asked).hasSize(1);
	}

	@Test
	void requestAttributesAreNotCarried() {
		register(new RequestAttributesThreadLocalAccessor(), this.tenant);
		this.beans.add(new RequestAttributesThreadLocalAccessor());
		RequestAttributes request = new ServletRequestAttributes(new MockHttpServletRequest());
		RequestContextHolder.setRequestAttributes(request);
		this.tenant.set("acme");
		CapturedContext context = this.capture.capture();
		assertThat(this.worker.call(context, RequestContextHolder::getRequestAttributes)).isNull();
		CapturedContext.Scope scope = context.open();
		assertThat(RequestContextHolder.getRequestAttributes()).isSameAs(request);
		scope.close();
		assertThat(AccessorCapture.REQUEST_ATTRIBUTES).isEqualTo(RequestAttributesThreadLocalAccessor.KEY);
	}

	@Test
	void taskContextIsNotCarried() {
		PlainAccessor task = new PlainAccessor("refcache.task-context");
		register(task);
		this.beans.add(task);
		task.set("outer");
		assertThat(this.worker.call(this.capture.capture(), task::get)).isNull();
		assertThat(task.calls()).isEmpty();
	}

	@Test
	void accessorThatCannotBeReadIsLeftOutAndReportedOnce(CapturedOutput output) {
		register(this.tenant, this.user);
		this.tenant.set("acme");
		this.user.set("bob");
		this.tenant.fail("getValue");
		CapturedContext context = this.capture.capture();
		assertThat(this.worker.call(context, () -> this.user.get() + ", " + this.tenant.get())).isEqualTo("bob, null");
		assertThat(this.worker.call(this.capture.capture(), this.user::get)).isEqualTo("bob");
		assertThat(output).containsOnlyOnce("Context 'tenant' is left out, it cannot be read on thread")
			.contains("tenant failed on purpose");
	}

	@Test
	void leftoverIsHiddenThoughTheCallersValueCouldNotBeRead() {
		register(this.tenant);
		this.worker.run(() -> this.tenant.set("leftover"));
		this.tenant.fail("getValue");
		CapturedContext context = this.capture.capture();
		this.tenant.fail("");
		assertThat(this.worker.call(context, this.tenant::get)).isNull();
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
	}

	@ParameterizedTest
	@ValueSource(strings = { "getValue", "setValue", "setValue-late" })
	void whereOpeningFailsTheThreadIsAsBefore(String method) {
		PlainAccessor third = new PlainAccessor("third");
		register(this.tenant, this.user, third);
		List.of(this.tenant, this.user, third).forEach((accessor) -> accessor.set("caller"));
		CapturedContext context = this.capture.capture();
		this.worker.run(() -> this.tenant.set("leftover"));
		this.user.fail(method);
		this.worker.run(() -> assertThatIllegalStateException().isThrownBy(context::open)
			.withMessage("user failed on purpose"));
		this.user.fail("");
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
		assertThat(this.worker.call(this.user::get)).isNull();
		assertThat(this.worker.call(third::get)).isNull();
		assertThat(third.calls()).containsExactly("getValue[]");
		assertThat(this.worker.call(context, this.user::get)).isEqualTo("caller");
	}

	@Test
	void setterThatFailedBeforeItDidAnythingIsNotUndone() {
		register(this.tenant);
		this.tenant.set("caller");
		CapturedContext context = this.capture.capture();
		this.worker.run(() -> this.tenant.set("leftover"));
		this.tenant.fail("setValue");
		this.worker.run(() -> assertThatIllegalStateException().isThrownBy(context::open));
		assertThat(this.tenant.calls()).noneMatch((call) -> call.startsWith("restore"));
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
	}

	@Test
	void accessorThatCannotRestoreIsReportedOnceAndTheOthersAreRestored(CapturedOutput output) {
		register(this.tenant, this.user);
		this.worker.run(() -> {
			this.tenant.set("leftover");
			this.user.set("leftover");
		});
		this.tenant.set("acme");
		this.user.set("bob");
		CapturedContext context = this.capture.capture();
		this.user.fail("restore");
		assertThat(this.worker.call(context, this.tenant::get)).isEqualTo("acme");
		assertThat(this.worker.call(context, this.tenant::get)).isEqualTo("acme");
		assertThat(this.worker.call(this.tenant::get)).isEqualTo("leftover");
		assertThat(output).containsOnlyOnce("Context 'user' is not put back on thread 'worker'");
	}

	private void register(ThreadLocalAccessor<?>... accessors) {
		List.of(accessors).forEach(this.registry::registerThreadLocalAccessor);
	}

	private String meet(CyclicBarrier barrier, String own) throws Exception {
		String carried = this.tenant.get();
		this.tenant.set(own);
		barrier.await(20, TimeUnit.SECONDS);
		return carried + ", " + this.tenant.get();
	}

	/** The index of the accessor that alone has a value. */
	private static int only(PlainAccessor... accessors) {
		List<Integer> set = new ArrayList<>();
		for (int i = 0; i < accessors.length; i++) {
			if (accessors[i].get() != null) {
				set.add(i);
			}
		}
		assertThat(set).hasSize(1);
		return set.get(0);
	}

}
