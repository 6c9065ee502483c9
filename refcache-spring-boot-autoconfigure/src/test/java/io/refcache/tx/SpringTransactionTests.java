package io.refcache.tx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.refcache.RefCached;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.task.TaskRegistry;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Annotated methods in real transactions of a real database.
 */
class SpringTransactionTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			Application.class);

	private final JdbcTemplate jdbc = this.context.getBean(JdbcTemplate.class);

	private final Orders orders = this.context.getBean(Orders.class);

	private final Desk desk = this.context.getBean(Desk.class);

	@BeforeEach
	void createTable() {
		this.jdbc.execute("create table orders (customer varchar(20))");
	}

	@AfterEach
	void close() {
		assertThat(this.context.getBean(TaskRegistry.class).active()).isZero();
		this.context.close();
	}

	@Test
	void valueOfUncommittedDataIsServedToOthersWhenItIsCommitted() {
		AtomicReference<Other> other = new AtomicReference<>();
		this.desk.order("a", () -> {
			assertThat(this.orders.count("a")).isOne();
			assertThat(this.orders.count("a")).isOne();
			other.set(Other.start(() -> this.orders.count("a")).awaitWaiting());
		});

		assertThat(other.get().value()).isOne();
		assertThat(this.orders.count("a")).isOne();
		assertThat(this.orders.runs()).isEqualTo(1);
	}

	@Test
	void valueOfDataThatWasRolledBackIsServedToNobodyElse() {
		AtomicReference<Other> other = new AtomicReference<>();
		IllegalStateException failure = new IllegalStateException("out of stock");
		assertThatIllegalStateException().isThrownBy(() -> this.desk.order("a", () -> {
			assertThat(this.orders.count("a")).isOne();
			other.set(Other.start(() -> this.orders.count("a")).awaitWaiting());
			throw failure;
		})).isSameAs(failure);

		assertThat(other.get().value()).isZero();
		assertThat(this.orders.count("a")).isZero();
		assertThat(this.orders.runs()).isEqualTo(2);
	}

	@Test
	void transactionThatIsMarkedForRollbackIsRolledBack() {
		template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
			insert("a");
			assertThat(this.orders.count("a")).isOne();
			status.setRollbackOnly();
		});

		assertThat(this.orders.count("a")).isZero();
	}

	@Test
	void newTransactionInsideComputesPlainly() {
		this.desk.order("a", () -> {
			assertThat(this.orders.count("a")).isOne();
			int inside = template(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.execute((status) -> this.orders.count("a"));
			assertThat(inside).isZero();
			assertThat(this.orders.count("a")).isOne();
			assertThat(this.orders.runs()).isEqualTo(2);
		});

		assertThat(this.orders.count("a")).isOne();
	}

	@Test
	void callOutsideOfTheSuspendedTransactionComputesPlainly() {
		this.desk.order("a", () -> {
			assertThat(this.orders.count("a")).isOne();
			int outside = template(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
				.execute((status) -> this.orders.count("a"));
			assertThat(outside).isZero();
		});

		assertThat(this.orders.count("a")).isOne();
	}

	@Test
	void newTransactionInsidePublishesWhatIsItsOwn() {
		AtomicReference<Other> other = new AtomicReference<>();
		template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((outer) -> {
			template(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((inner) -> {
				insert("a");
				assertThat(this.orders.count("a")).isOne();
			});
			other.set(Other.start(() -> this.orders.count("a")));
			assertThat(other.get().value()).isOne();
			outer.setRollbackOnly();
		});

		assertThat(this.orders.count("a")).isOne();
		assertThat(this.orders.runs()).isEqualTo(1);
	}

	@Test
	void scopeWithoutTransactionPublishesAtOnce() {
		template(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult((status) -> {
			assertThat(this.orders.count("a")).isZero();
			assertThat(Other.start(() -> this.orders.count("a")).value()).isZero();
		});

		assertThat(this.orders.runs()).isOne();
	}

	@Test
	void savepointTakesBackWhatWasComputedAfterIt() {
		this.desk.order("a", () -> {
			assertThat(this.orders.count("a")).isOne();
			template(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult((status) -> {
				insert("b");
				assertThat(this.orders.count("b")).isOne();
				status.setRollbackOnly();
			});
			assertThat(this.orders.count("b")).isZero();
			assertThat(this.orders.count("a")).isOne();
			assertThat(this.orders.runs()).isEqualTo(3);
		});

		assertThat(this.orders.count("a")).isOne();
		assertThat(this.orders.count("b")).isZero();
		assertThat(this.orders.runs()).isEqualTo(3);
	}

	@Test
	void savepointThatIsOlderThanAnyValueTakesThemAllBack() {
		template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
			Object savepoint = status.createSavepoint();
			insert("a");
			assertThat(this.orders.count("a")).isOne();
			status.rollbackToSavepoint(savepoint);
			assertThat(this.orders.count("a")).isZero();
		});

		assertThat(this.orders.count("a")).isZero();
	}

	@Test
	void savepointThatIsKeptKeepsTheValue() {
		this.desk.order("a", () -> template(TransactionDefinition.PROPAGATION_NESTED)
			.executeWithoutResult((status) -> assertThat(this.orders.count("a")).isOne()));

		assertThat(this.orders.count("a")).isOne();
		assertThat(this.orders.runs()).isEqualTo(1);
	}

	@Test
	void callbacksOfUsersFindTheValue() {
		List<Integer> seen = new CopyOnWriteArrayList<>();
		this.desk.order("a", () -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					seen.add(SpringTransactionTests.this.orders.count("a"));
				}

				@Override
				public void afterCompletion(int status) {
					seen.add(Other.start(() -> SpringTransactionTests.this.orders.count("a")).value());
				}
			});
			seen.add(this.orders.count("a"));
		});

		assertThat(seen).containsExactly(1, 1, 1);
		assertThat(this.orders.runs()).isEqualTo(1);
	}

	@Test
	void runOnTheExecutorDoesNotSeeTheTransactionOfItsCaller() {
		this.desk.order("a", () -> {
			assertThat(this.orders.countElsewhere("a")).isZero();
			assertThat(this.orders.inTransaction()).isFalse();
		});
	}

	@Test
	void runOnTheExecutorIsWarnedOfOnceForEachMethod() {
		try (LogRecorder log = LogRecorder.of("io.refcache.engine.Transactions")) {
			TransactionTemplate reading = template(TransactionDefinition.PROPAGATION_REQUIRED);
			reading.setReadOnly(true);
			reading.executeWithoutResult((status) -> this.orders.countElsewhere("a"));
			assertThat(log.messages()).isEmpty();
			this.desk.order("a", () -> {
				this.orders.countElsewhere("b");
				this.orders.countElsewhere("c");
				this.orders.orderElsewhere("c");
			});

			assertThat(log.messages()).hasSize(2)
				.anySatisfy((message) -> assertThat(message).contains("Orders.countElsewhere' is called inside"))
				.anySatisfy((message) -> assertThat(message).contains("Orders.orderElsewhere' is called inside"));
		}
	}

	@Test
	void transactionalMethodOnTheExecutorHasItsOwnTransaction() {
		this.desk.order("a", () -> {
			assertThat(this.orders.orderElsewhere("b")).isOne();
			assertThat(this.orders.inTransaction()).isTrue();
			// It is committed, whatever becomes of this transaction.
			assertThat(Other.start(() -> this.orders.count("b")).value()).isOne();
			assertThat(
					Other.start(() -> this.jdbc.queryForObject("select count(*) from orders", Integer.class)).value())
				.isOne();
		});
	}

	@Test
	void failureRollsBackTheTransactionOfAMethodOnTheExecutor() {
		assertThatIllegalStateException().isThrownBy(() -> this.orders.orderElsewhere("bad")).withMessage("bad");

		assertThat(this.orders.count("bad")).isZero();
	}

	private void insert(String customer) {
		this.jdbc.update("insert into orders values (?)", customer);
	}

	private TransactionTemplate template(int propagation) {
		TransactionTemplate template = new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
		template.setPropagationBehavior(propagation);
		return template;
	}

	/**
	 * A call on a thread of its own.
	 */
	private static final class Other {

		private final FutureTask<Integer> task;

		private final Thread thread;

		private Other(Supplier<Integer> action) {
			this.task = new FutureTask<>(action::get);
			this.thread = new Thread(this.task, "other");
			this.thread.setDaemon(true);
		}

		static Other start(Supplier<Integer> action) {
			Other other = new Other(action);
			other.thread.start();
			return other;
		}

		Other awaitWaiting() {
			await().until(() -> this.thread.getState() == Thread.State.TIMED_WAITING);
			return this;
		}

		int value() {
			try {
				return this.task.get(20, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				throw new AssertionError("The call failed", ex.getCause());
			}
			catch (Exception ex) {
				throw new AssertionError("The call did not end", ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, RefCacheAutoConfiguration.class,
			MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class,
			RefCacheTransactionAutoConfiguration.class, DataSourceAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			TransactionAutoConfiguration.class })
	@Import({ Orders.class, Desk.class })
	static class Application {

	}

	static class Desk {

		private final JdbcTemplate jdbc;

		Desk(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		public void order(String customer, Runnable inside) {
			this.jdbc.update("insert into orders values (?)", customer);
			inside.run();
		}

	}

	static class Orders {

		private final AtomicInteger runs = new AtomicInteger();

		private volatile boolean inTransaction;

		private final JdbcTemplate jdbc;

		Orders(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@RefCached
		public int count(String customer) {
			this.runs.incrementAndGet();
			return select(customer);
		}

		@RefCached(asyncTimeout = "20s")
		public int countElsewhere(String customer) {
			this.inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
			return select(customer);
		}

		@RefCached(asyncTimeout = "20s")
		@Transactional
		public int orderElsewhere(String customer) {
			this.inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
			this.jdbc.update("insert into orders values (?)", customer);
			if (customer.equals("bad")) {
				throw new IllegalStateException("bad");
			}
			return select(customer);
		}

		public int runs() {
			return this.runs.get();
		}

		public boolean inTransaction() {
			return this.inTransaction;
		}

		private int select(String customer) {
			return this.jdbc.queryForObject("select count(*) from orders where customer = ?", Integer.class, customer);
		}

	}

}
