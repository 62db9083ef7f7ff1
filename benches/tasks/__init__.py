"""The tasks of a side-by-side run, by name."""

from tasks.clean import Clean
from tasks.cost_benefit import Attribution, CostBenefit
from tasks.events import Funnel, Reach, Retention
from tasks.kano import Kano
from tasks.kmeans import KMeans
from tasks.profile import Profile
from tasks.rfm import Rfm
from tasks.task import Task

TASKS: dict[str, Task] = {
    task.name: task
    for task in [Clean(), Profile(), Rfm(), Kano(), Funnel(), CostBenefit(), KMeans(), Retention(), Reach(), Attribution()]
}
# Without a task named: those that the project is measured by.
USUAL = ["clean", "profile", "rfm", "kano", "funnel", "cost-benefit", "kmeans"]
