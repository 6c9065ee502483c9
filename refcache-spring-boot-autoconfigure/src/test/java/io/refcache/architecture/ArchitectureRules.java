package io.refcache.architecture;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules of the code base below one base package: the real one, or a fixture's that
 * breaks a rule on purpose.
 */
final class ArchitectureRules {

	/**
	 * Public types of leaves that users write or implement, named below the base package
	 * such as {@code test.TestRefCache}.
	 */
	static final Set<String> TYPES_SHOWN_BY_LEAVES = Set.of("actuate.RefCacheTasksEndpointProperties",
			"context.TaskContextAccessor", "mcp.RefCacheTools", "observation.DefaultRefCacheObservationConvention",
			"observation.RefCacheObservationContext", "observation.RefCacheObservationConvention",
			"security.AuthenticationActorConverter", "test.AutoConfigureRefCache", "test.ReferenceAssert",
			"test.RefCacheAssert", "test.RefCacheAssertions", "test.RefCacheFixtures", "test.TaskAssert",
			"test.TestRefCache");

	private final String base;

	ArchitectureRules(String base) {
		this.base = base;
	}

	ArchRule packagesHaveNoCycles() {
		return slices().matching("(" + this.base + "..)").should().beFreeOfCycles();
	}

	ArchRule everyPackageHasAPlace() {
		return all(packages()).should(satisfy("have a place in a layer",
				(found) -> Layer.PLACES.containsKey(nameBelowBase(found.getName()))));
	}

	ArchRule packagesUseLowerLayersOnly() {
		return classes().should(dependOnly("depend on lower layers only",
				(from, to) -> !isOurs(to) || inSamePackage(from, to) || layerOf(from).mayUse(layerOf(to))));
	}

	ArchRule lowLayersUseFewLibraries() {
		return classes().should(dependOnly("depend on their layer's libraries only",
				(from, to) -> isOurs(to) || to.isPrimitive() || layerOf(from).mayUseLibrary(to.getPackageName())));
	}

	ArchRule leavesShowOnlyTheirAutoConfiguration(Set<String> exceptions) {
		return classes()
			.that(are("public types of a leaf",
					(type) -> layerOf(type) == Layer.LEAF && type.isTopLevelClass()
							&& type.getModifiers().contains(JavaModifier.PUBLIC)))
			.should()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.orShould(ArchCondition.from(are("listed", (type) -> exceptions.contains(nameBelowBase(type.getName())))))
			.allowEmptyShould(true);
	}

	ArchRule autoConfigurationsArePublicAndFinal() {
		return classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.allowEmptyShould(true);
	}

	ArchRule autoConfigurationsHaveNoPublicMembers() {
		return classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should(new ArchCondition<>("have no public members") {
				@Override
				public void check(JavaClass type, ConditionEvents events) {
					type.getMembers()
						.stream()
						.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC))
						.filter((member) -> !isDefaultConstructor(member))
						.forEach((member) -> events
							.add(SimpleConditionEvent.violated(member, member.getDescription() + " is public")));
				}
			})
			.allowEmptyShould(true);
	}

	ArchRule beanMethodsArePackagePrivate() {
		return methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().allowEmptyShould(true);
	}

	ArchRule nothingSleeps() {
		return noClasses().should()
			.accessTargetWhere(access(Thread.class, "sleep").or(access(TimeUnit.class, "sleep")));
	}

	ArchRule nothingPrints() {
		return noClasses().should()
			.accessTargetWhere(access(System.class, "out", "err").or(access(Throwable.class, "printStackTrace")));
	}

	ArchRule timeIsReadInFewPlaces() {
		return noClasses().should()
			.accessTargetWhere(DescribedPredicate.describe("the system's time is read",
					(access) -> !mayReadTime(access.getOriginOwner(), access.getTarget())));
	}

	ArchRule packagesAreNullMarked() {
		return all(packages())
			.should(satisfy("be @NullMarked in package-info", (found) -> found.isAnnotatedWith(NullMarked.class)));
	}

	private boolean mayReadTime(JavaClass origin, AccessTarget target) {
		JavaClass owner = target.getOwner();
		if (owner.isEquivalentTo(System.class)) {
			return switch (target.getName()) {
				case "currentTimeMillis" -> false;
				case "nanoTime" -> layerOf(origin) == Layer.ENGINE && isNamed(origin, "Clock", "Ticker");
				default -> true;
			};
		}
		if (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class)) {
			return !target.getName().startsWith("system") || layerOf(origin) == Layer.AUTOCONFIGURE
					|| (layerOf(origin) == Layer.ENGINE && isNamed(origin, "Builder"));
		}
		return !owner.getPackageName().startsWith("java.time") || !target.getName().equals("now")
				|| ((CodeUnitAccessTarget) target).getRawParameterTypes()
					.stream()
					.anyMatch((parameter) -> parameter.isEquivalentTo(Clock.class));
	}

	private boolean isOurs(JavaClass type) {
		return (type.getPackageName() + ".").startsWith(this.base + ".");
	}

	private Layer layerOf(JavaClass type) {
		return Layer.PLACES.getOrDefault(nameBelowBase(type.getPackageName()), Layer.LEAF);
	}

	private String nameBelowBase(String name) {
		return name.equals(this.base) ? "" : name.substring(this.base.length() + 1);
	}

	private static boolean inSamePackage(JavaClass one, JavaClass other) {
		return one.getPackageName().equals(other.getPackageName());
	}

	private static boolean isNamed(JavaClass type, String... endings) {
		return Set.of(endings).stream().anyMatch(type.getName()::endsWith);
	}

	private static boolean isDefaultConstructor(JavaMember member) {
		return member instanceof JavaConstructor constructor && constructor.getRawParameterTypes().isEmpty();
	}

	private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> predicate) {
		return DescribedPredicate.describe(description, predicate);
	}

	private static DescribedPredicate<JavaAccess<?>> access(Class<?> owner, String... names) {
		return DescribedPredicate.describe(owner.getSimpleName() + "." + String.join("/", names),
				(access) -> access.getTargetOwner().isAssignableTo(owner) && Set.of(names).contains(access.getName()));
	}

	private static ArchCondition<JavaClass> dependOnly(String description, BiPredicate<JavaClass, JavaClass> allowed) {
		return new ArchCondition<>(description) {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> !dependency.getTargetClass().isArray())
					.filter((dependency) -> !allowed.test(type, dependency.getTargetClass()))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
			}
		};
	}

	private static ArchCondition<JavaPackage> satisfy(String description, Predicate<JavaPackage> predicate) {
		return new ArchCondition<>(description) {
			@Override
			public void check(JavaPackage found, ConditionEvents events) {
				if (!predicate.test(found)) {
					events.add(SimpleConditionEvent.violated(found,
							"Package <" + found.getName() + "> should " + description));
				}
			}
		};
	}

	private static ClassesTransformer<JavaPackage> packages() {
		return new AbstractClassesTransformer<>("packages") {
			@Override
			public Iterable<JavaPackage> doTransform(JavaClasses classes) {
				return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
			}
		};
	}

}
