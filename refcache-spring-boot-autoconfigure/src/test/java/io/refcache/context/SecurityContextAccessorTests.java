package io.refcache.context;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.context.ContextRegistry;
import io.refcache.task.CapturedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityContextAccessorTests {

	private static final Authentication ANN = new TestingAuthenticationToken("ann", "secret", "ROLE_USER");

	private static final Authentication BOB = new TestingAuthenticationToken("bob", "secret", "ROLE_ADMIN");

	private final AccessorCapture capture = new AccessorCapture(ContextRegistry.getInstance(),
			() -> List.of(new SecurityContextAccessor()), List::of);

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_THREADLOCAL);
		SecurityContextHolder.clearContext();
	}

	@Test
	void callerIsKnownOnTheOtherThread() {
		login(ANN);
		assertThat(seenBy(this.capture.capture())).isSameAs(ANN);
		assertThat(this.worker.call(SecurityContextAccessorTests::current)).isNull();
		assertThat(current()).isSameAs(ANN);
	}

	@Test
	void logoutDoesNotReachTheRun() {
		SecurityContext session = login(ANN);
		CapturedContext context = this.capture.capture();
		session.setAuthentication(null);
		SecurityContextHolder.clearContext();
		assertThat(seenBy(context)).isSameAs(ANN);
	}

	@Test
	void changeOfUserDoesNotReachTheRun() {
		SecurityContext session = login(ANN);
		CapturedContext context = this.capture.capture();
		session.setAuthentication(BOB);
		assertThat(seenBy(context)).isSameAs(ANN);
		assertThat(session.getAuthentication()).isSameAs(BOB);
	}

	@Test
	void changeByTheBodyReachesNeitherTheCallerNorTheNextAttempt() {
		SecurityContext session = login(ANN);
		CapturedContext context = this.capture.capture();
		this.worker.call(context, () -> {
			SecurityContextHolder.getContext().setAuthentication(BOB);
			return null;
		});
		assertThat(session.getAuthentication()).isSameAs(ANN);
		assertThat(seenBy(context)).isSameAs(ANN);
	}

	@Test
	void leftoverOfTheWorkerIsHiddenAndComesBackAsItWas() {
		SecurityContext leftover = this.worker.call(() -> login(BOB));
		assertThat(seenBy(this.capture.capture())).isNull();
		assertThat(this.worker.call(SecurityContextHolder::getContext)).isSameAs(leftover);
		login(ANN);
		assertThat(seenBy(this.capture.capture())).isSameAs(ANN);
		assertThat(this.worker.call(SecurityContextHolder::getContext)).isSameAs(leftover);
	}

	@Test
	void inheritedIdentityIsHiddenFromOtherCallers() {
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_INHERITABLETHREADLOCAL);
		login(BOB);
		assertThat(this.worker.call(SecurityContextAccessorTests::current)).isSameAs(BOB);
		SecurityContextHolder.clearContext();
		assertThat(seenBy(this.capture.capture())).isNull();
		login(ANN);
		assertThat(seenBy(this.capture.capture())).isSameAs(ANN);
	}

	@Test
	void onTheCallersOwnThreadItsContextComesBack() {
		SecurityContext session = login(ANN);
		CapturedContext.Scope scope = this.capture.capture().open();
		assertThat(current()).isSameAs(ANN);
		assertThat(SecurityContextHolder.getContext()).isNotSameAs(session);
		scope.close();
		assertThat(SecurityContextHolder.getContext()).isSameAs(session);
	}

	@Test
	void onTheCallersOwnThreadItsEmptyContextComesBack() {
		SecurityContext anonymous = SecurityContextHolder.getContext();
		CapturedContext.Scope scope = this.capture.capture().open();
		SecurityContextHolder.getContext().setAuthentication(BOB);
		scope.close();
		assertThat(SecurityContextHolder.getContext()).isSameAs(anonymous);
		assertThat(current()).isNull();
	}

	@Test
	void deferredContextIsLoadedByTheCaller() {
		AtomicInteger loads = new AtomicInteger();
		SecurityContextHolder.setDeferredContext(() -> {
			loads.incrementAndGet();
			return new SecurityContextImpl((Thread.currentThread().getName().equals("worker")) ? BOB : ANN);
		});
		CapturedContext context = this.capture.capture();
		int loaded = loads.get();
		assertThat(loaded).isPositive();
		assertThat(seenBy(context)).isSameAs(ANN);
		assertThat(loads).hasValue(loaded);
	}

	@Test
	void strategyIsTheOneInPlace() {
		this.capture.capture();
		SecurityContextHolderStrategy strategy = new OwnStrategy();
		SecurityContextHolder.setContextHolderStrategy(strategy);
		login(ANN);
		assertThat(seenBy(this.capture.capture())).isSameAs(ANN);
		assertThat(this.worker.call(() -> strategy.getContext().getAuthentication())).isNull();
	}

	@Test
	void keyIsThatOfSpringSecurity() {
		assertThat(new SecurityContextAccessor().key()).isEqualTo(new SecurityContextHolderThreadLocalAccessor().key());
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.hasAtLeastOneElementOfType(SecurityContextHolderThreadLocalAccessor.class);
	}

	private Authentication seenBy(CapturedContext context) {
		return this.worker.call(context, SecurityContextAccessorTests::current);
	}

	private static SecurityContext login(Authentication authentication) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
		return context;
	}

	private static Authentication current() {
		return SecurityContextHolder.getContext().getAuthentication();
	}

	private static final class OwnStrategy implements SecurityContextHolderStrategy {

		private final ThreadLocal<SecurityContext> context = ThreadLocal.withInitial(SecurityContextImpl::new);

		@Override
		public void clearContext() {
			this.context.remove();
		}

		@Override
		public SecurityContext getContext() {
			return this.context.get();
		}

		@Override
		public void setContext(SecurityContext context) {
			this.context.set(context);
		}

		@Override
		public SecurityContext createEmptyContext() {
			return new SecurityContextImpl();
		}

	}

}
