package io.refcache.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.refcache.RefCached;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/**
 * The start of a web application in a new JVM, with the auto-configurations of refcache
 * and without them. The libraries are the same, and so are the beans, of which both make
 * proxies.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class StartUpBenchmark {

	private final String excluded = "spring.autoconfigure.exclude=" + autoConfigurations().stream()
		.filter((name) -> name.startsWith("io.refcache."))
		.collect(Collectors.joining(","));

	private ConfigurableApplicationContext context;

	@TearDown
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object with() {
		this.context = BenchmarkApplication.startWeb(HitConfiguration.class);
		return this.context;
	}

	@Benchmark
	public Object without() {
		this.context = BenchmarkApplication.startWeb(ProxiedConfiguration.class, this.excluded);
		return this.context;
	}

	private static List<String> autoConfigurations() {
		return StreamSupport.stream(ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false).toList();
	}

	/**
	 * The same beans, whose methods have advice that does nothing.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(HitConfiguration.class)
	static class ProxiedConfiguration {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor passThrough() {
			MethodInterceptor passThrough = (invocation) -> invocation.proceed();
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(RefCached.class),
					passThrough);
		}

	}

}
