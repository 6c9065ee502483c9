package io.refcache.aot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.refcache.RefCached;
import io.refcache.RefResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Types of users that keys read and values are made of.
 */
class CachedTypesProcessorTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final BeanFactoryInitializationAotProcessor processor = assertThat(
			AotServices.factories().load(BeanFactoryInitializationAotProcessor.class).asList())
		.filteredOn(CachedTypesProcessor.class::isInstance)
		.singleElement()
		.actual();

	@ParameterizedTest
	@ValueSource(classes = { Key.class, Plain.class, Answered.class, Promised.class, Listed.class })
	void typesOfCachedMethodsAreNamed(Class<?> type) {
		this.beanFactory.registerBeanDefinition("reports", new RootBeanDefinition(Reports.class));

		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, "content")).accepts(hints());
		assertThat(this.beanFactory.containsSingleton("reports")).isFalse();
	}

	@Test
	void otherTypesAreNot() {
		this.beanFactory.registerBeanDefinition("reports", new RootBeanDefinition(Reports.class));

		assertThat(RuntimeHintsPredicates.reflection().onType(Other.class)).rejects(hints());
	}

	@Test
	void thereIsNothingToDoWithoutCachedMethods() {
		assertThat(this.processor.processAheadOfTime(this.beanFactory)).isNull();
	}

	private RuntimeHints hints() {
		DefaultGenerationContext context = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.refcache", "Test")), new InMemoryGeneratedFiles());
		BeanFactoryInitializationAotContribution contribution = this.processor.processAheadOfTime(this.beanFactory);
		assertThat(contribution).isNotNull();
		contribution.applyTo(context, mock(BeanFactoryInitializationCode.class));
		return context.getRuntimeHints();
	}

	static class Reports {

		@RefCached
		public Plain plain(Key key) {
			throw new UnsupportedOperationException();
		}

		@RefCached
		public RefResponse<Answered> answered(String key) {
			throw new UnsupportedOperationException();
		}

		@Composed
		public CompletableFuture<Promised> promised(String key) {
			throw new UnsupportedOperationException();
		}

		@RefCached
		public List<Listed> listed(String key) {
			throw new UnsupportedOperationException();
		}

		public Other other(Other other) {
			throw new UnsupportedOperationException();
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@RefCached
	@interface Composed {

	}

	record Key(String content) {

	}

	record Plain(String content) {

	}

	record Answered(String content) {

	}

	record Promised(String content) {

	}

	record Listed(String content) {

	}

	record Other(String content) {

	}

}
